/**
 * Says what a block of code and the search show only to the eye: that it was copied, and how much was found.
 * @param say gets a sentence in the language of the page
 */
export function announce(isChinese: () => boolean, say: (sentence: string) => void): void {
  addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches('button.copy')) return;
    // The theme marks the button once the text is in the clipboard.
    new MutationObserver((_, observer) => {
      observer.disconnect();
      if (target.classList.contains('copied')) say(isChinese() ? '已复制' : 'Copied');
    }).observe(target, { attributeFilter: ['class'] });
  });
  let observed: Element | null = null;
  addEventListener('input', ({ target }) => {
    const results = document.querySelector('.VPLocalSearchBox .results');
    if (!(target instanceof HTMLElement) || target.id !== 'localsearch-input') return;
    if (results === null || results === observed) return;
    observed = results;
    new MutationObserver(() => say(sentenceOf(results, isChinese()))).observe(results, {
      childList: true,
    });
  });
}

function sentenceOf(results: Element, isChinese: boolean): string {
  const count = results.querySelectorAll('[role=option]').length;
  if (count > 0) return isChinese ? `找到 ${count} 处` : `${count} results`;
  return results.querySelector('.no-results')?.textContent?.trim() ?? '';
}
