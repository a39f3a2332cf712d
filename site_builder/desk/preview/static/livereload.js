/* Waits for news from the preview, and shows the page anew when it has changed. */
(() => {
  const script = new URL(document.currentScript.src);
  const known = { path: location.pathname + location.search, version: script.searchParams.get("version") };

  function connect() {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] }));
      socket.send(JSON.stringify({ command: "info", url: location.href, ...known }));
    });
    socket.addEventListener("message", (event) => {
      if (JSON.parse(event.data).command === "reload") show();
    });
    // The preview has ended or the computer slept: whoever starts it again finds the page still listening.
    socket.addEventListener("close", () => setTimeout(connect, 1000));
  }

  function show() {
    if (location.search === "?last-good") location.replace(location.pathname);
    else location.reload();
  }

  connect();
})();
