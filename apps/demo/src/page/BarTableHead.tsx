/** The head of a table whose rows are a word, its bar and its value: spoken alone, since bars are seen without it. */
export function BarTableHead() {
  return (
    <thead class="spoken">
      <tr>
        <th scope="col">Word</th>
        <th scope="col">Bar</th>
        <th scope="col">Value</th>
      </tr>
    </thead>
  );
}
