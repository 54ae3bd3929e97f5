// What the page can do without: show the name of the file that was dropped, its size, and that it is being read.
for (const form of document.querySelectorAll("form.picker")) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector(".drop");
  const call = form.querySelector(".call");
  const state = form.querySelector(".state");
  const button = form.querySelector("button");
  for (const event of ["dragenter", "dragover"]) drop.addEventListener(event, () => drop.classList.add("over"));
  for (const event of ["dragleave", "drop"]) drop.addEventListener(event, () => drop.classList.remove("over"));
  input.addEventListener("change", () => {
    const file = input.files[0];
    if (!file) return;
    call.textContent = file.name;
    const isTooLarge = file.size > Number(form.dataset.most) * 1024 * 1024;
    state.textContent = isTooLarge ? form.dataset.tooLarge : "";
    button.disabled = isTooLarge;
  });
  form.addEventListener("submit", () => {
    state.textContent = form.dataset.reading;
    button.disabled = true;
  });
  window.addEventListener("pageshow", () => { button.disabled = false; state.textContent = ""; });
}
