(function () {
  "use strict";
  var form = document.querySelector("form.search");
  var input = form.querySelector("input");
  var list = document.getElementById("found");
  var said = document.getElementById("said");
  var root = form.dataset.root;
  var most = 14;
  form.hidden = false;

  function load() {
    if (window.toneIndex || document.getElementById("index-script")) { return; }
    var script = document.createElement("script");
    script.id = "index-script";
    script.src = root + "search-index.js";
    script.onload = show;
    document.head.appendChild(script);
  }

  // 0 for the whole name, 1 for its beginning, 2 for the beginning of a word in it, 9 for no fit
  function rank(text, wanted) {
    var name = text.toLowerCase();
    if (name === wanted) { return 0; }
    if (name.indexOf(wanted) === 0) { return 1; }
    return name.indexOf(" " + wanted) > 0 ? 2 : 9;
  }

  function find(wanted) {
    var found = [];
    toneIndex.pages.forEach(function (page) {
      var best = rank(page[1].replace("tone:", ""), wanted);
      page[3].forEach(function (other) { best = Math.min(best, rank(other, wanted) + 0.5); });
      if (best < 9) { found.push([best, page[1], page[2], page[0]]); }
    });
    toneIndex.words.forEach(function (word) {
      var fit = rank(word[0], wanted);
      if (fit < 9) {
        word[1].forEach(function (number) {
          var page = toneIndex.pages[number];
          found.push([fit + 0.7, "“" + word[0] + "”", page[2], page[0]]);
        });
      }
    });
    found.sort(function (a, b) { return a[0] - b[0] || a[1].length - b[1].length || (a[1] < b[1] ? -1 : 1); });
    return found;
  }

  function show() {
    var wanted = input.value.trim().toLowerCase();
    list.textContent = "";
    list.hidden = true;
    said.textContent = "";
    if (!wanted || !window.toneIndex) { return; }
    var found = find(wanted);
    found.slice(0, most).forEach(function (hit) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var detail = document.createElement("span");
      link.href = root + hit[3];
      link.textContent = hit[1] + " ";
      detail.textContent = hit[2];
      link.appendChild(detail);
      item.appendChild(link);
      list.appendChild(item);
    });
    said.textContent = found.length ? found.length + " found" : "nothing found";
    if (!found.length) { list.appendChild(document.createElement("li")).textContent = said.textContent; }
    list.hidden = false;
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", function () { load(); show(); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = list.querySelector("a");
    if (first) { location.href = first.href; }
  });
  form.addEventListener("keydown", function (event) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var place = links.indexOf(document.activeElement);
    if (event.key === "Escape") { input.value = ""; show(); input.focus(); }
    if (event.key === "ArrowDown" && place + 1 < links.length) { links[place + 1].focus(); event.preventDefault(); }
    if (event.key === "ArrowUp" && place >= 0) { (links[place - 1] || input).focus(); event.preventDefault(); }
  });
})();
