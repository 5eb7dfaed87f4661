// Sends the form that carries this page's message on; without scripts, its button does.
const form = document.querySelector('form[data-submits-itself]');
if (form instanceof HTMLFormElement) form.submit();
