// Sends the form of a page that only passes something on. Without scripts there is its button.
document.querySelector('form[data-submit-at-once]').submit();
