// Leave the page as if nobody had touched it: what is scrolled below a bar counts as covered, and the keyboard's place is marked.
() => { document.activeElement?.blur(); scrollTo({ top: 0, left: 0, behavior: "instant" }); }
