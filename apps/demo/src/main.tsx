import { render } from 'preact';
import { listenForDrops } from './page/drops.js';
import { shippedModels } from './page/files.js';
import { followModel, namedModel } from './page/modelAddress.js';
import { sayFailed } from './page/notices.js';
import { keepForOffline } from './page/offline.js';
import { Page } from './page/Page.js';
import { startSession } from './page/session.js';

const root = document.getElementById('page');
if (!root) throw new Error('page: no element #page; index.html must have one');
root.replaceChildren();
render(<Page />, root);
listenForDrops();
addEventListener('unhandledrejection', ({ reason }) => sayFailed(reason));
void startSession(namedModel() ?? shippedModels[0]).then(keepForOffline);
followModel();
