// Messages of the tool in the frame: its height, and the end of a registration.
const frame = document.querySelector('iframe.tool');

window.addEventListener('message', ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  const message = typeof data === 'string' ? parse(data) : data;
  if (message?.subject === 'lti.frameResize' && 'resizable' in frame.dataset) resize(message.height);
  if (message?.subject === 'org.imsglobal.lti.close' && frame.dataset.closeTo) {
    window.location.assign(frame.dataset.closeTo);
  }
});

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
