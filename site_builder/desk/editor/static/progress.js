// Looks how far something is that takes long, and loads the page when it has ended. Without this there is a link.
const list = document.querySelector("[data-steps]");

async function look() {
  const { steps, done } = await (await fetch(list.dataset.steps)).json();
  if (done) {
    location.reload();
    return;
  }
  steps.forEach((step, at) => {
    const item = list.children[at] ?? list.appendChild(document.createElement("li"));
    if (item.textContent.trim() !== step) item.textContent = step;
  });
  setTimeout(look, 500);
}

if (list) setTimeout(look, 300);
