/** Follows each run of a login through the script, by the clock. */
import type { Purpose } from '../protocol/messages.js';
import { wait, type After } from '../client/wait.js';
import { samplesIn, type Samples } from './samples.js';
import { endsPart, isLasting, type Part, type Step } from './script.js';

/** One run of a login through one part of the script. */
export interface Play {
  readonly part: number;
  readonly steps: Part;
  readonly purpose: Purpose;
  readonly samples: Samples;
  index: number;
  /** When the step began. */
  sinceMs: number;
  /** How many redeems its error has answered. */
  failedRedeems: number;
}

export interface Plays {
  /** Begins the next part of the script. */
  begin(purpose: Purpose, lang: string | undefined): Play;
  /** Moves on to the step that is due now, and returns it. */
  stepOf(play: Play): Step;
  /** Waits for the next step: forever at the last one, and at a step where the person has to act. */
  untilNextStep(play: Play, signal: AbortSignal): Promise<void>;
  /** Makes the next start play the next part. */
  end(play: Play): void;
}

export interface PlaysOptions {
  readonly parts: readonly Part[];
  readonly loop: boolean;
  readonly now: () => number;
  readonly after: After;
}

export function createPlays({ parts, loop, now, after }: PlaysOptions): Plays {
  let nextPart = 0;

  function end({ part }: Play): void {
    if (part !== nextPart) return;
    const isLast = part + 1 === parts.length;
    nextPart = isLast ? (loop ? 0 : part) : part + 1;
  }

  return {
    begin(purpose, lang) {
      return {
        part: nextPart,
        // A script has at least one part, and `nextPart` is the index of one.
        steps: parts[nextPart] as Part,
        purpose,
        samples: samplesIn(lang),
        index: 0,
        sinceMs: now(),
        failedRedeems: 0,
      };
    },

    stepOf(play) {
      for (;;) {
        const step = presentStep(play);
        const endsMs = play.sinceMs + (step.ms ?? 0);
        if (isLastStep(play) || !isLasting(step.word) || now() < endsMs) {
          if (endsPart(step)) end(play);
          return step;
        }
        play.sinceMs = endsMs;
        play.index++;
      }
    },

    untilNextStep(play, signal) {
      const { word, ms = 0 } = presentStep(play);
      const stays = isLastStep(play) || !isLasting(word);
      return wait(stays ? Infinity : play.sinceMs + ms - now(), signal, after);
    },

    end,
  };
}

/** A part has at least one step, and `index` never passes the last one. */
export const presentStep = ({ steps, index }: Play): Step => steps[index] as Step;

const isLastStep = ({ steps, index }: Play): boolean => index === steps.length - 1;
