import { type BranchChoice, type Method, methodScopes, methods } from '@textcam/gradcam';
import { Note } from '../page/Note.js';
import { Segments } from '../page/Segments.js';
import { model } from '../page/session.js';
import type { ModelReport } from '../protocol/deviceCalls.js';
import type { Choices } from '../protocol/explainCalls.js';
import { branchName, methodNames } from './methodNames.js';
import { allowed, beside, choices } from './state.js';

/** How to explain: method, a second one beside it, branch, class, score and sign. */
export function Switches() {
  const current = model.value;
  if (current === null) return null;
  const shown = allowed(choices.value, current);
  return (
    <section class="switches" aria-label="How to explain">
      <div class="group">
        <MethodSelect title="Method" value={shown.method} onChange={(method) => method && choose({ method })} />
        <MethodSelect
          title="Beside it"
          value={beside.value}
          none="nothing"
          onChange={(method) => {
            beside.value = method;
          }}
        />
        {current.preset.branches.length > 1 && <BranchSelect shown={shown} onChange={(branch) => choose({ branch })} />}
      </div>
      <ScoreSwitches shown={shown} of={current} />
    </section>
  );
}

function choose(change: Partial<Choices>): void {
  choices.value = { ...choices.value, ...change };
}

const scores = [
  ['margin', 'margin'],
  ['logit', 'logit'],
] as const;
const signs = [
  ['signed', 'signed'],
  ['relu', 'ReLU'],
] as const;

/** What positive values speak for: whose class, held against whom, and whether the others are shown. */
function ScoreSwitches({ shown, of: { labels, preset } }: { shown: Choices; of: ModelReport }) {
  const classes: readonly (readonly [string, string])[] = [
    ['', 'predicted'],
    ...labels.map((label) => [label, label] as const),
  ];
  return (
    <div class="group">
      <Segments
        title="Class"
        value={shown.className ?? ''}
        options={classes}
        onChange={(name) => choose({ className: name === '' ? null : name })}
      />
      <Segments title="Score" value={shown.target} options={scores} onChange={(target) => choose({ target })} />
      <Segments
        title="Evidence"
        value={shown.relu ? 'relu' : 'signed'}
        options={signs}
        disabled={shown.method === 'article'}
        onChange={(sign) => choose({ relu: sign === 'relu' })}
      />
      <Note about="each of these switches">
        The method says how words are valued, {preset.branches.length > 1 && 'the branch which of the filters count, '}
        the class whom positive values speak for, the score whether a rival is held against it; ReLU cuts off what
        speaks against the class.
      </Note>
    </div>
  );
}

interface MethodSelectProps {
  title: string;
  value: Method | null;
  none?: string;
  onChange: (method: Method | null) => void;
}

function MethodSelect({ title, value, none, onChange }: MethodSelectProps) {
  return (
    <label>
      <span class="title">{title}</span>
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) => onChange(methods.find((name) => name === currentTarget.value) ?? null)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {methods.map((name) => (
          <option key={name} value={name}>
            {methodNames[name].name}
          </option>
        ))}
      </select>
    </label>
  );
}

function BranchSelect({ shown, onChange }: { shown: Choices; onChange: (branch: BranchChoice) => void }) {
  const sizes = model.value?.preset.branches.map(({ kernelSize }) => kernelSize) ?? [];
  const choicesHere: BranchChoice[] = [
    ...(shown.method === 'article' ? [] : (['all'] as const)),
    ...sizes.map((_, n) => n + 1),
  ];
  return (
    <label>
      <span class="title">Branch</span>
      <select
        value={String(shown.branch)}
        disabled={methodScopes[shown.method] === 'network'}
        onChange={({ currentTarget: { value } }) => onChange(value === 'all' ? 'all' : Number(value))}
      >
        {choicesHere.map((branch) => (
          <option key={branch} value={String(branch)}>
            {branchName(branch, sizes)}
          </option>
        ))}
      </select>
    </label>
  );
}
