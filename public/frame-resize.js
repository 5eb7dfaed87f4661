// Tells the LMS around this page how tall it is, so that nobody scrolls in two places. An LMS that does not know the message
// ignores it. Source: `lti.frameResize` in Canvas's documentation of postMessage.
//
// A height is no secret, and the page around may be of another host than the one that launched us: so anybody may hear it.

const main = document.querySelector('main');
if (main && window.parent !== window) {
  let told = 0;
  // Not the height of the document: that is never less than the frame's, so a page could grow and never shrink.
  const measure = () => {
    const last = [...main.children].at(-1);
    if (!last) return;
    const height = Math.ceil(
      last.getBoundingClientRect().bottom + window.scrollY + parseFloat(getComputedStyle(main).paddingBottom),
    );
    if (height < 1 || Math.abs(height - told) < 2) return;
    told = height;
    window.parent.postMessage({ subject: 'lti.frameResize', height }, '*');
  };
  new ResizeObserver(measure).observe(main);
  for (const child of main.children) new ResizeObserver(measure).observe(child);
  measure();
}
