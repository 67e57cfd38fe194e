/**
 * Makes the answer to a form a place that Back can return to. The browser would ask to send the form again, or show an
 * error page, since such answers are kept by no cache; after this it opens the address anew, and the draft fills it in.
 */
export function makeReturnable(): void {
  history.replaceState(history.state, "", location.href);
}
