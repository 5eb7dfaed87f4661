// Keeps a value with the LMS's page around this one, or asks for it: for browsers that keep no cookie of ours in a frame.
// Source: LTI Platform Storage 1.0, LTI Client Side postMessages 1.0. Nobody but the exact origin is told anything, and only an
// answer of that origin, from the frame that was asked, to this very question counts.

/** An LMS's page answers at once; what takes longer does not know the question. */
const PATIENCE_MS = 3_000;

const page = document.querySelector('[data-platform-storage]');
if (page instanceof HTMLElement) run(page);

async function run(page) {
  show(page, true);
  try {
    if (page.dataset.platformStorage === 'put') await keep(page);
    else await prove(page);
  } catch {
    show(page, false);
  }
}

async function keep(page) {
  const { frame, origin, key, value, goOn } = page.dataset;
  await ask(frame, origin, { subject: 'lti.put_data', key, value });
  if (goOn) location.replace(goOn);
  else page.querySelector('form').submit();
}

async function prove(page) {
  const { frame, origin, key } = page.dataset;
  const { value } = await ask(frame, origin, { subject: 'lti.get_data', key });
  if (typeof value !== 'string' || value === '') throw new Error('nothing was kept');
  const form = page.querySelector('form');
  form.elements.namedItem('platform_key').value = value;
  form.submit();
}

function ask(frameName, origin, question) {
  return new Promise((resolve, reject) => {
    const target = findFrame(frameName);
    const id = crypto.randomUUID();
    const timer = setTimeout(() => end(new Error('no answer')), PATIENCE_MS);
    function listen({ source, origin: from, data }) {
      if (source !== target || from !== origin || typeof data !== 'object' || data === null) return;
      if (data.subject !== `${question.subject}.response` || data.message_id !== id) return;
      end(data.error ? new Error('refused') : null, data);
    }
    function end(error, answer) {
      clearTimeout(timer);
      removeEventListener('message', listen);
      if (error) reject(error);
      else resolve(answer);
    }
    addEventListener('message', listen);
    target.postMessage({ ...question, message_id: id }, origin);
  });
}

function findFrame(name) {
  const around = window.parent === window ? window.opener : window.parent;
  const target = name === '_parent' ? around : around?.frames[name];
  if (!target) throw new Error('no such frame');
  return target;
}

function show(page, isAsking) {
  page.querySelector('[data-while-asking]').hidden = !isAsking;
  page.querySelector('[data-when-refused]').hidden = isAsking;
}
