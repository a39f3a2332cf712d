// The numbers and addresses in the main part that can be seen, as links.
(describe, visible) => [...document.querySelectorAll("main a:is([href^='tel:'], [href^='sms:'], [href^='mailto:'])")]
  .filter(visible).map((part) => describe(part))
