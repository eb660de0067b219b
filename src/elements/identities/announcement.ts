/** What screen readers announce about the list. */
import type { IdentitiesTerms } from '../../locales/terms/identities.js';
import { clip } from '../../protocol/graphemes.js';
import type { Announcement } from '../shared/live-region.js';
import { problemText } from './problem-text.js';
import type { IdentitiesProblem, IdentitiesState } from './state.js';

export function announcementOf(state: IdentitiesState, terms: IdentitiesTerms): Announcement {
  const unlinked = state.type === 'list' ? state.unlinked : undefined;
  const problem = shownProblem(state);
  return {
    status: unlinked ? terms.unlinked(clip(unlinked.officialAccount ?? terms.wechat)) : '',
    alert: problem ? problemText(problem, terms) : '',
  };
}

function shownProblem(state: IdentitiesState): IdentitiesProblem | undefined {
  if (state.type === 'error') return state.problem;
  return state.type === 'list' && state.open?.step === 'refused' ? state.open.problem : undefined;
}
