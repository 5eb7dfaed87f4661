// Tells the LMS that registering is done (LTI Dynamic Registration 1.0): some open us in a frame, some in a window.
function close() {
  (window.opener ?? window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
}
const button = document.querySelector('[data-closes-registration]');
if (button instanceof HTMLButtonElement) {
  button.hidden = false;
  button.addEventListener('click', close);
}
close();
