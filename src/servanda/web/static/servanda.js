// What a script adds to pages that work without it: a line and its source light each other up, and keys lead from one to the next.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function light(reading, claim) {
  for (const one of all(".lit", reading)) one.classList.remove("lit");
  if (!claim) return;
  for (const mark of all("mark[data-claims]", reading)) {
    if (mark.dataset.claims.split(" ").includes(claim)) mark.classList.add("lit");
  }
  document.getElementById(`c-${claim}`)?.classList.add("lit");
}

function near(element) {
  element?.scrollIntoView({ block: "nearest" });
}

// Under the pointer only the list moves, never the page.
function shown(line) {
  const list = line?.closest(".margin");
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const above = line.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (above < 0 || above + line.offsetHeight > list.clientHeight) list.scrollTop += above - list.clientHeight / 3;
}

function readable(reading) {
  const lines = all("li[data-claim]", reading);
  const place = (claim) => document.getElementById(`m-${claim}`);
  const stand = (line) => {
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
    light(reading, line.dataset.claim);
    near(line);
    near(place(line.dataset.claim));
  };
  for (const mark of all("mark[data-claims]", reading)) {
    const claim = mark.dataset.claims.split(" ")[0];
    mark.addEventListener("pointerenter", () => { light(reading, claim); shown(document.getElementById(`c-${claim}`)); });
    mark.addEventListener("click", () => stand(document.getElementById(`c-${claim}`)));
  }
  for (const line of lines) {
    line.addEventListener("pointerenter", () => light(reading, line.dataset.claim));
    line.addEventListener("focusin", () => light(reading, line.dataset.claim));
  }
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = lines.findIndex((line) => line.contains(document.activeElement));
    if (event.key === "j" && at < lines.length - 1) stand(lines[at + 1]);
    else if (event.key === "k" && at > 0) stand(lines[at - 1]);
    else if (event.key === "Enter" && at >= 0 && document.activeElement === lines[at]) place(lines[at].dataset.claim)?.querySelector("a").focus();
    else return;
    event.preventDefault();
  });
  const wanted = location.hash.match(/^#[cm]-(.+)$/);
  if (wanted) {
    light(reading, wanted[1]);
    const line = document.getElementById(`c-${wanted[1]}`);
    line?.querySelector("details")?.setAttribute("open", "");
    place(wanted[1])?.scrollIntoView({ block: "center" });
    near(line);
  }
}

function reviewable(queue) {
  const doubts = all(".doubt", queue);
  const keys = { a: "accept", c: "correct", r: "reject", m: "same", s: "different" };
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = doubts.findIndex((doubt) => doubt.contains(document.activeElement));
    const act = keys[event.key];
    if (event.key === "j" && at < doubts.length - 1) doubts[at + 1].focus();
    else if (event.key === "k" && at > 0) doubts[at - 1].focus();
    else if (event.key === "u") document.querySelector(".message form button")?.focus();
    else if (act && at >= 0) choose(doubts[at], act);
    else return;
    event.preventDefault();
  });
}

// A key only prepares a judgement: it is signed with a reason, which a person writes and sends.
function choose(doubt, act) {
  const button = doubt.querySelector(`[data-act="${act}"]`);
  if (!button) return;
  if (act === "correct") button.form.querySelector("details")?.setAttribute("open", "");
  const reason = button.form.querySelector('[name="reason"]');
  reason.focus();
  reason.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && reason.value) {
      event.preventDefault();
      button.form.requestSubmit(button);
    }
  });
}

for (const hint of all(".script")) hint.hidden = false;
for (const reading of all("[data-reading]")) readable(reading);
for (const queue of all("[data-review]")) reviewable(queue);
for (const room of all(".rooms [aria-current]")) near(room);
