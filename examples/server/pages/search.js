// Searches while one types. Without this script, the form does the same when it is sent.

const form = document.querySelector("main form.search");
const found = document.getElementById("found");
let latest;

async function search() {
  const wanted = new URLSearchParams(new FormData(form));
  const address = `${form.action}?${wanted}`;
  latest?.abort();
  latest = new AbortController();
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" }, signal: latest.signal });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    found.replaceChildren(...page.getElementById("found").childNodes);
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

form.addEventListener("input", search);
