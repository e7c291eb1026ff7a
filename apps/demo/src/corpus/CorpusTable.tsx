import { percent } from '../explain/signed.js';
import { model } from '../page/session.js';
import type { CorpusColumn, CorpusRow } from '../protocol/corpusCalls.js';
import { changeFilter, exportRows, openRow } from './reading.js';
import { filter, from, page, rowsOnPage, table } from './state.js';

/** All rows, a page of them at a time: the worker sorts and filters. */
export function CorpusTable() {
  if (!page.value || page.value.texts === 0) return null;
  const { rows } = page.value;
  const hasLabels = table.value?.labelColumn != null && rows.some(({ label }) => label !== null);
  return (
    <section class="corpus" aria-labelledby="rows-title">
      <h2 id="rows-title">Row by row</h2>
      <Filters hasLabels={hasLabels || filter.value.wrong} />
      <div class="wide card">
        <table class="rows">
          <caption class="spoken">Rows with what the model says of each</caption>
          <thead>
            <tr>
              <Heading column="row" title="Row" />
              <Heading column="text" title="Text" />
              <Heading column="predicted" title="Said to be" />
              <Heading column="probability" title="Probability" />
              {hasLabels && <Heading column="label" title="Is" />}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.row} row={row} hasLabels={hasLabels} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p class="faint">No row passes.</p>}
      </div>
      <Pages />
    </section>
  );
}

function Heading({ column, title }: { column: CorpusColumn; title: string }) {
  const { sort, descending } = filter.value;
  const isSorted = sort === column;
  return (
    <th scope="col" class={`in-${column}`} aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        class="sort"
        onClick={() => changeFilter({ sort: column, descending: isSorted ? !descending : column === 'probability' })}
      >
        {title}
        <span aria-hidden="true">{isSorted ? (descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

function Row({
  row: { row, excerpt, predicted, probability, label },
  hasLabels,
}: {
  row: CorpusRow;
  hasLabels: boolean;
}) {
  return (
    <tr class={label !== null && label !== predicted ? 'mistaken' : undefined}>
      <td class="in-row number">{row.toLocaleString('en')}</td>
      <td class="in-text">
        <button type="button" class="link" dir="auto" onClick={() => void openRow(row)}>
          {excerpt.trim() === '' ? '(empty)' : excerpt}
        </button>
      </td>
      <td class="in-predicted">{predicted}</td>
      <td class="in-probability number">{percent(probability)}</td>
      {hasLabels && <td class="in-label">{label}</td>}
    </tr>
  );
}

function Filters({ hasLabels }: { hasLabels: boolean }) {
  const { predicted, wrong, search } = filter.value;
  return (
    <div class="switches">
      <label>
        <span class="title">Texts with</span>
        <input
          type="text"
          placeholder="any words"
          value={search}
          onInput={({ currentTarget }) => changeFilter({ search: currentTarget.value })}
        />
      </label>
      <label>
        <span class="title">Said to be</span>
        <select
          value={predicted === null ? '' : `=${predicted}`}
          onChange={({ currentTarget: { value } }) => changeFilter({ predicted: value === '' ? null : value.slice(1) })}
        >
          <option value="">anything</option>
          {model.value?.labels.map((name) => (
            <option key={name} value={`=${name}`}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {hasLabels && (
        <label class="check">
          <input
            type="checkbox"
            checked={wrong}
            onChange={({ currentTarget }) => changeFilter({ wrong: currentTarget.checked })}
          />
          Errors alone
        </label>
      )}
      <button type="button" onClick={() => void exportRows()}>
        Export as JSON Lines
      </button>
    </div>
  );
}

function Pages() {
  const total = page.value?.found ?? 0;
  const first = from.value;
  const last = Math.min(first + rowsOnPage, total);
  return (
    <div class="row pages">
      <button
        type="button"
        disabled={first === 0}
        onClick={() => {
          from.value = Math.max(0, first - rowsOnPage);
        }}
      >
        Previous
      </button>
      <span role="status">
        {total === 0 ? 'None' : `${(first + 1).toLocaleString('en')}–${last.toLocaleString('en')}`} of{' '}
        {total.toLocaleString('en')}
      </span>
      <button
        type="button"
        disabled={last >= total}
        onClick={() => {
          from.value = first + rowsOnPage;
        }}
      >
        Next
      </button>
    </div>
  );
}
