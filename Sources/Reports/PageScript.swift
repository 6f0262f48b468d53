// The script of a page: sorts tables. Without it the page says the same, in the order of the study.

/// What a page does.
enum PageScript {
  /// Plain JavaScript.
  ///
  /// A heading is a button that sorts its table by that column: ascending, descending, as it was. What has no value
  /// stays last. The address `#sort=accuracy:3:descending` names table, column and direction.
  static let text = #"""
    "use strict";
    (function () {
      const directions = ["ascending", "descending"];

      function keyOf(row, column) {
        const cell = row.cells[column];
        const text = cell.dataset.value ?? cell.textContent.trim();
        if (text === "") return null;
        const number = Number(text);
        return Number.isNaN(number) ? text : number;
      }

      function compare(first, second) {
        const numbers = [first, second].map((key) => typeof key === "number");
        if (numbers[0] && numbers[1]) return first - second;
        if (numbers[0] || numbers[1]) return numbers[0] ? -1 : 1;
        return first.localeCompare(second, "en", { numeric: true });
      }

      function sorted(rows, column, direction) {
        if (!direction) return rows;
        const sign = direction === "descending" ? -1 : 1;
        const keyed = rows.map((row) => ({ row, key: keyOf(row, column) }));
        const present = keyed.filter((entry) => entry.key !== null);
        const absent = keyed.filter((entry) => entry.key === null);
        present.sort((first, second) => sign * compare(first.key, second.key));
        return present.concat(absent).map((entry) => entry.row);
      }

      function prepare(section) {
        const body = section.querySelector("tbody");
        const original = Array.from(body.rows);
        const headings = Array.from(section.querySelectorAll("th[data-column]"));
        const sort = (heading, direction) => {
          headings.forEach((other) => other.removeAttribute("aria-sort"));
          if (direction) heading.setAttribute("aria-sort", direction);
          body.append(...sorted(original, Number(heading.dataset.column) - 1, direction));
        };
        headings.forEach((heading) => {
          const button = document.createElement("button");
          button.type = "button";
          button.append(...heading.childNodes);
          heading.append(button);
          button.addEventListener("click", () => {
            const next = directions[directions.indexOf(heading.getAttribute("aria-sort")) + 1];
            sort(heading, next);
            const name = section.id.replace("table-", "");
            const place = next ? `#sort=${name}:${heading.dataset.column}:${next}` : "#" + section.id;
            history.replaceState(null, "", place);
          });
        });
        return { section, headings, sort };
      }

      const tables = Array.from(document.querySelectorAll(".table"), prepare);

      function followAddress() {
        const [name, column, direction] = decodeURIComponent(location.hash).replace("#sort=", "").split(":");
        const table = tables.find((table) => table.section.id === "table-" + name);
        const heading = table?.headings.find((heading) => heading.dataset.column === column);
        if (!heading) return;
        table.sort(heading, directions.includes(direction) ? direction : directions[0]);
        const folded = table.section.closest("details");
        if (folded) folded.open = true;
        table.section.scrollIntoView();
      }

      const heading = document.getElementById("tables-heading");
      if (heading) {
        const hint = document.createElement("p");
        hint.className = "hint";
        hint.textContent = "A heading sorts its table; pressed again it reverses, and then restores the order of the study.";
        heading.after(hint);
      }
      addEventListener("hashchange", followAddress);
      followAddress();
    })();

    """#
}
