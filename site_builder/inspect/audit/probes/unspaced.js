() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); }
