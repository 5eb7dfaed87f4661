// Messages of the tool in the frame: its height, the end of a registration, and what it wants kept (LTI Platform Storage 1.0).
const frame = document.querySelector('iframe.tool');
/** Under the origin that put it there: no other may read it. */
const kept = new Map();

window.addEventListener('message', ({ source, origin, data }) => {
  if (source !== frame.contentWindow) return;
  const message = typeof data === 'string' ? parse(data) : data;
  if ('storage' in frame.dataset) keep(source, origin, message);
  if (message?.subject === 'lti.frameResize' && 'resizable' in frame.dataset) resize(message.height);
  if (message?.subject === 'org.imsglobal.lti.close' && frame.dataset.closeTo) {
    window.location.assign(frame.dataset.closeTo);
  }
});

function keep(source, origin, message) {
  const answer = (members) =>
    source.postMessage(
      { subject: `${message.subject}.response`, message_id: message.message_id, ...members },
      origin,
    );
  switch (message?.subject) {
    case 'lti.capabilities':
      answer({
        supported_messages: ['lti.put_data', 'lti.get_data'].map((subject) => ({
          subject,
          frame: '_parent',
        })),
      });
      break;
    case 'lti.put_data':
      kept.set(`${origin} ${message.key}`, message.value);
      answer({ key: message.key, value: message.value });
      break;
    case 'lti.get_data':
      answer({ key: message.key, value: kept.get(`${origin} ${message.key}`) ?? null });
      break;
    default:
  }
}

function resize(height) {
  const borders = frame.offsetHeight - frame.clientHeight;
  const pixels = Number(height) + borders;
  if (pixels > 0 && pixels < 20_000) frame.style.setProperty('height', `${Math.ceil(pixels)}px`);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
