// Every piece of text that can be seen, piece by piece. What stands in a part that loads a script for itself (data-script)
// may need one, and so may what leads to it: there the page has to offer another way. So may the notice of a page that
// should have been renewed.
(describe, visible) => [...document.querySelectorAll("body *")]
  .filter((part) => [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .filter((part) => !part.closest("[data-script], :has(+ [data-script]), [data-renew] > .warnings:first-child") && visible(part))
  .map((part) => describe(part))
