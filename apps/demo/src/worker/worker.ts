import { serve } from '../protocol/serve.js';

// What computes, and the language model with it, comes while the page is drawn already.
const { notice } = serve(() => handlers);
const handlers = import('./session.js').then(({ openSession }) => openSession(notice));
// A failure is told with the answer to the first question.
handlers.catch(() => undefined);
