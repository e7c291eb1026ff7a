import { deviceName } from '../device/deviceName.js';
import { route } from './route.js';
import { device, model } from './session.js';
import { stemOf } from './stemOf.js';
import { type ViewName, viewNames } from './viewNames.js';

/** The name, the views, and where it computes. */
export function Header({ titles }: { titles: Record<ViewName, string> }) {
  const { view } = route.value;
  return (
    <header>
      <a class="name" href="#/explain">
        Textcam
      </a>
      <nav aria-label="Views">
        {viewNames.map((name) => (
          <a key={name} href={`#/${name}`} aria-current={name === view ? 'page' : undefined}>
            {titles[name]}
          </a>
        ))}
      </nav>
      <p class="where" role="status">
        {model.value === null ? 'Loading the model …' : `${stemOf(model.value.file)} on ${deviceName(device.value)}`}
      </p>
    </header>
  );
}
