"use strict";

const DAY = 24 * 60 * 60 * 1000;

const element = (id) => document.getElementById(id);

async function json(resource, options) {
  const response = await fetch(resource, options).catch(() => {
    throw new Error("The application does not answer. Is it still running?");
  });
  if (!response.ok) {
    throw new Error(`The application answered ${response.status} to ${resource}. Its log says why.`);
  }
  return response.json();
}

function showDate(id, date) {
  element(id).dateTime = date.toISOString();
  element(id).textContent = date.toLocaleDateString("en", { dateStyle: "medium" });
}

function remaining(days) {
  if (days < 0) {
    return "expired";
  }
  return days < 1 ? "less than a day left" : `${Math.floor(days)} ${days < 2 ? "day" : "days"} left`;
}

function showValidity(notBefore, notAfter) {
  const left = notAfter - Date.now();
  element("validity").value = Math.min(1, Math.max(0, left / (notAfter - notBefore)));
  element("remaining").textContent = remaining(left / DAY);
  showDate("not-before", notBefore);
  showDate("not-after", notAfter);
}

function showFingerprint(fingerprint) {
  const parts = fingerprint.match(/../g).flatMap((byte, index) =>
    index === 0 ? [byte] : [":", document.createElement("wbr"), byte]);
  element("fingerprint").replaceChildren(...parts);
}

async function showIdentity() {
  const identity = await json("api/identity");
  for (const name of ["path", "subject", "issuer"]) {
    element(name).textContent = identity[name];
  }
  showFingerprint(identity.fingerprint);
  showValidity(new Date(identity.notBefore), new Date(identity.notAfter));
}

async function showPartner() {
  element("port").textContent = (await json("api/partner")).port;
}

function template(call) {
  if (!call.ok) {
    return "refusal";
  }
  return call.report ? "explanation" : "answer";
}

function show(result, call) {
  const content = element(template(call)).content.cloneNode(true);
  for (const field of content.querySelectorAll("[data-field]")) {
    field.textContent = call[field.dataset.field];
  }
  if (!call.report) {
    content.querySelector("details")?.remove();
  }
  result.dataset.ok = call.ok;
  result.replaceChildren(content);
}

function showProblem(result, problem) {
  result.dataset.ok = false;
  result.textContent = problem.message;
}

async function call(button) {
  if (button.ariaDisabled === "true") {
    return;
  }
  const result = element(button.dataset.call);
  button.ariaDisabled = "true";
  result.replaceChildren();
  await json(`api/calls/${button.dataset.call}`, { method: "POST" })
    .then((answer) => show(result, answer), (problem) => showProblem(result, problem));
  button.ariaDisabled = null;
}

for (const button of document.querySelectorAll("button[data-call]")) {
  button.addEventListener("click", () => call(button));
}

Promise.all([showIdentity(), showPartner()])
  .catch((problem) => {
    element("identity-problem").textContent = problem.message;
    element("identity-problem").hidden = false;
  })
  .finally(() => element("identity").removeAttribute("aria-busy"));
