import { batch, effect, signal, untracked } from '@preact/signals';
import { type Method, methods } from '@textcam/gradcam';
import { modelParams } from '../page/modelAddress.js';
import { sayFailed } from '../page/notices.js';
import { packed, unpacked } from '../page/packed.js';
import { keepInAddress, route } from '../page/route.js';
import { editsAsText, editsFromText } from './edits.js';
import { examples } from './examples.js';
import { beside, choices, earlierEdits, edits, text } from './state.js';

/** Longer texts are packed, and those that would make a link longer than programs take are left out. */
const [plainUntil, leftOutFrom] = [160, 6_000];

/** Whether the text is too long for the address. */
export const tooLongToLink = signal(false);

/** Milliseconds without a change after which the address follows: browsers refuse to change it at every key. */
const after = 300;

/** The state of the view, from an address. */
async function readAddress(params: URLSearchParams): Promise<void> {
  const code = params.get('packed');
  const example = examples.find(({ name }) => name === params.get('example'));
  const found = params.get('text') ?? example?.text ?? (code !== null ? await unpacked(code).catch(badLink) : null);
  batch(() => {
    if (found !== null) {
      const changes = editsFromText(params.get('edits') ?? '', found);
      text.value = found;
      edits.value = changes;
      earlierEdits.value = changes.length > 0 ? [[]] : [];
    }
    const branch = params.get('branch');
    choices.value = {
      method: methodNamed(params.get('method')) ?? 'gradcam',
      branch: branch !== null && /^[1-9]\d?$/.test(branch) ? Number(branch) : 'all',
      className: params.get('class'),
      target: params.get('target') === 'logit' ? 'logit' : 'margin',
      relu: params.has('relu'),
    };
    beside.value = methodNamed(params.get('beside'));
  });
}

function badLink(): null {
  sayFailed(new Error('The link’s text cannot be read: it was cut short, perhaps. Paste the text itself.'));
  return null;
}

function methodNamed(name: string | null): Method | null {
  return methods.find((known) => known === name) ?? null;
}

/** Keeps the address at the view's state, for as long as the view is shown. Returns what ends it. */
export function followAddress(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const params = choiceParams();
    const [typed, code] = [text.value, editsAsText(edits.value)];
    clearTimeout(timer);
    timer = setTimeout(() => void write(params, typed, code), after);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

async function write(params: URLSearchParams, typed: string, code: string): Promise<void> {
  const example = examples.find((known) => known.text === typed);
  const short = example || typed.length > 4 * leftOutFrom ? '' : await packedIfLong(typed);
  tooLongToLink.value = !example && (typed.length > 4 * leftOutFrom || short.length > leftOutFrom);
  if (example && example !== examples[0]) params.set('example', example.name);
  else if (!example && !tooLongToLink.value) params.set(typed.length > plainUntil ? 'packed' : 'text', short);
  if (code !== '' && !tooLongToLink.value) params.set('edits', code);
  if (text.peek() === typed) keepInAddress('explain', params);
}

function packedIfLong(typed: string): Promise<string> | string {
  return typed.length > plainUntil ? packed(typed) : typed;
}

function choiceParams(): URLSearchParams {
  const { method, branch, className, target, relu } = choices.value;
  const params = modelParams();
  if (method !== 'gradcam') params.set('method', method);
  if (branch !== 'all') params.set('branch', String(branch));
  if (className !== null) params.set('class', className);
  if (target !== 'margin') params.set('target', target);
  if (relu) params.set('relu', '1');
  if (beside.value !== null) params.set('beside', beside.value);
  return params;
}

/** Reads the address, again whenever a link leads to another state of this view. One without any, but for the model, leaves the view as it is. */
export function listenToAddress(): () => void {
  return effect(() => {
    const { view, params } = route.value;
    const isState = [...params.keys()].some((name) => name !== 'model');
    if (view === 'explain' && isState) untracked(() => void readAddress(params));
  });
}
