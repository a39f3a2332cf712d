// Buttons and fields that can be seen: without a script there is nothing they could do here.
(describe, visible) => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea")]
  .filter((part) => visible(part) && !part.closest("form[action]")).map((part) => describe(part))
