import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sayFailed } from './notices.js';

/** A view that is loaded when it is shown for the first time. */
export function lazyView(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function LazyView() {
    const [View, setView] = useState<ComponentType | undefined>(() => loaded);
    useEffect(() => {
      if (loaded) return;
      load().then((view) => {
        loaded = view;
        setView(() => view);
      }, sayFailed);
    }, []);
    return View ? <View /> : <p class="faint">Loading …</p>;
  };
}
