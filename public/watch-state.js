// Looks every few seconds whether the page would be another by now, and loads it again when it would.
const watched = document.querySelector('[data-watch]');
if (watched) {
  const look = async () => {
    try {
      const answer = await fetch(watched.dataset.watch, { headers: { accept: 'application/json' } });
      // Whoever is typing is not disturbed.
      const isTyping = document.activeElement?.matches('input, textarea, select');
      if (answer.ok && (await answer.json()).state !== watched.dataset.state && !isTyping) location.reload();
    } catch {
      // The next look may be luckier.
    }
  };
  setInterval(look, 3000);
}
