/*
 * Saves a block of the grid as it is written, to the very address of the form.
 * Without it the page works the same: one presses "Save".
 */

const WAIT = 1200;
const RETRY = 8000;

const form = document.querySelector("[data-polyphonie-filling]");
if (form && form.querySelector("[data-polyphonie-status]")) start(form);
if (form) follow(form);

function start(form) {
  const status = form.querySelector("[data-polyphonie-status]");
  const dirty = new Set();
  let timer = null;
  let isSending = false;
  let isLeaving = false;

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    isLeaving = true;
  });
  window.addEventListener("pageshow", () => {
    isLeaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && (dirty.size || isSending)) event.preventDefault();
  });

  function note(event) {
    const field = event.target.closest("[data-polyphonie-field]");
    if (!field || event.target.type === "file" || event.target.name.startsWith("x-")) return;
    dirty.add(field.dataset.polyphonieField);
    plan(event.type === "change" ? 200 : WAIT);
  }

  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }

  async function send() {
    if (isSending || isLeaving || !dirty.size) return;
    const keys = [...dirty];
    dirty.clear();
    isSending = true;
    say(form.dataset.saving);
    try {
      const response = await fetch(form.action || location.href, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: gather(keys),
        redirect: "error",
      });
      const report = await response.json();
      if (report.error) say(report.error);
      else take(report);
    } catch {
      keys.forEach((key) => dirty.add(key));
      say(form.dataset.offline);
      plan(RETRY);
    }
    isSending = false;
    if (dirty.size && !timer) plan(WAIT);
    if (dirty.size && status.textContent !== form.dataset.offline) plan(WAIT);
  }

  function gather(keys) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const key of keys) {
      for (const input of fieldOf(key).querySelectorAll("input, select, textarea")) {
        const isLeftOut = ["checkbox", "radio"].includes(input.type) ? !input.checked : input.type === "file";
        if (input.name && !isLeftOut) data.append(input.name, input.value);
      }
    }
    return data;
  }

  function take(report) {
    for (const [key, revision] of Object.entries(report.revisions)) {
      form.elements[`b-${key}`].value = revision;
      settle(key);
    }
    const told = { ...report.refused, ...report.conflicts };
    for (const key of report.unchanged) tell(key, "");
    for (const key of report.saved) tell(key, "");
    for (const [key, sentence] of Object.entries(told)) tell(key, sentence);
    say(Object.keys(told).length ? form.dataset.refused : report.said);
  }

  /* The rows of the page are now rows of the grid: the window that is sent next time covers them. */
  function settle(key) {
    const shown = form.elements[`w-${key}`];
    if (!shown) return;
    const start = Number(shown.value.split("-")[0]);
    const rows = [...fieldOf(key).querySelectorAll(".grid-row")];
    const said = rows.filter((row) => [...row.querySelectorAll("input, select, textarea")].some(holds));
    shown.value = `${start}-${start + said.length}`;
  }

  function holds(input) {
    return ["checkbox", "radio"].includes(input.type) ? input.checked : input.value.trim() !== "";
  }

  function fieldOf(key) {
    return form.querySelector(`[data-polyphonie-field="${key}"]`);
  }

  function tell(key, sentence) {
    form.querySelector(`[data-polyphonie-said="${key}"]`).textContent = sentence;
  }

  function say(sentence) {
    status.textContent = sentence;
  }
}

/* Opens what becomes asked, and folds what is no longer asked; nothing is taken out of the form. */
function follow(form) {
  form.addEventListener("change", (event) => {
    const field = event.target.closest("[data-polyphonie-field]");
    if (!field) return;
    const key = field.dataset.polyphonieField;
    const chosen = new FormData(form).getAll(`v-${key}`);
    for (const other of form.querySelectorAll(`[data-polyphonie-if="${key}"]`)) {
      const folded = other.closest(".not-asked");
      const isAsked = other.dataset.polyphonieOneOf.split(" ").some((one) => chosen.includes(one));
      if (folded) folded.open = isAsked;
    }
  });
}
