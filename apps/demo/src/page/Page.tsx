import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ExplainView } from '../explain/ExplainView.js';
import { dragging } from './drops.js';
import { Header } from './Header.js';
import { lazyView } from './LazyView.js';
import { NoticeList } from './NoticeList.js';
import { route } from './route.js';
import type { ViewName } from './viewNames.js';

const views: Record<ViewName, ComponentType> = {
  explain: ExplainView,
  train: lazyView(async () => (await import('../train/TrainView.js')).TrainView),
  corpus: lazyView(async () => (await import('../corpus/CorpusView.js')).CorpusView),
  device: lazyView(async () => (await import('../device/DeviceView.js')).DeviceView),
};

export const viewTitles: Record<ViewName, string> = {
  explain: 'Explain',
  train: 'Train',
  corpus: 'Corpus',
  device: 'Device',
};

/** The whole page: what stays, and the view that the address names. */
export function Page() {
  const { view } = route.value;
  const View = views[view];
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${viewTitles[view]} · Textcam`;
    // Whoever changes the view by keyboard or listens to it begins at its top.
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [view]);
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        To the content
      </button>
      <Header titles={viewTitles} />
      <NoticeList />
      <main id="main" ref={main} tabIndex={-1}>
        <View />
      </main>
      <footer>Computed in your browser. What you type, and every file, stays on this machine.</footer>
      {dragging.value && <div class="drop-here">Drop a model, or a table of texts</div>}
    </>
  );
}
