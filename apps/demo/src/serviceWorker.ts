/** The names of all assets, of those that are kept only once they are used, and a hash of everything: put in by the build. */
declare const ASSETS: readonly string[];
declare const LATER: readonly string[];
declare const VERSION: string;

/** The parts of a service worker that this one uses: TypeScript has its types only in place of a page's. */
interface ServiceWorker {
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    listener: (event: { request: Request; respondWith(response: Promise<Response>): void }) => void,
  ): void;
  addEventListener(
    type: 'message',
    listener: (event: { data: { keep: string }; waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  clients: { claim(): Promise<void> };
  registration: { scope: string };
}
const worker: ServiceWorker = globalThis as typeof globalThis & ServiceWorker;
const { scope } = worker.registration;

const prefix = `textcam ${scope} `;
const cacheName = prefix + VERSION;
const pageAddress = new URL('./', scope).href;
const addressOf = (name: string) => new URL(`assets/${name}`, scope).href;
const [assetAddresses, laterAddresses] = [ASSETS.map(addressOf), LATER.map(addressOf)];

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
worker.addEventListener('message', (event) => event.waitUntil(keepOne(event.data.keep)));
worker.addEventListener('fetch', (event) => {
  const { url, mode, method } = event.request;
  if (method !== 'GET' || !url.startsWith(scope)) return;
  // A model's card is a page too, and an asset.
  if (mode === 'navigate' && !assetAddresses.includes(url)) event.respondWith(page(event.request));
  else event.respondWith(asset(event.request));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  // What was used of the version before, and is the same file in this one.
  for (const address of laterAddresses) {
    const kept = await caches.match(address);
    if (kept) await cache.put(address, kept);
  }
  await cache.addAll([pageAddress, ...assetAddresses].map((address) => new Request(address, { cache: 'no-cache' })));
}

/** What the page says it uses, when it is not kept anyway. */
async function keepOne(address: string): Promise<void> {
  if (!laterAddresses.includes(address) || (await caches.match(address))) return;
  await (await caches.open(cacheName)).add(address);
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

/** The newest page there is: from the network, else the one that was kept. */
async function page(request: Request): Promise<Response> {
  const found = await fetch(request).catch(() => undefined);
  const response = found ?? (await caches.match(pageAddress)) ?? Response.error();
  return isolated(response);
}

/** Assets never change under their name. */
async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request.url);
  return isolated(kept ?? (await fetch(request)));
}

/** A host of static files sends no such headers; with them the page may share memory among threads from its second visit on. */
function isolated(response: Response): Response {
  if (response.type === 'error' || response.type === 'opaqueredirect' || response.redirected) return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
