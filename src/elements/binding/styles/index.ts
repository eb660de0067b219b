/** The styles of the prompts, on top of those of the card that they stand in. Later files override earlier ones. */
import { cardStyles } from '../../shared/card-styles.js';
import { buttonStyles } from './buttons.js';
import { errorStyles } from './errors.js';
import { fieldStyles } from './fields.js';
import { forcedColorStyles } from './forced-colors.js';
import { methodStyles } from './methods.js';
import { optionStyles } from './options.js';
import { promptStyles } from './prompt.js';

export const bindingStyles = [
  cardStyles,
  promptStyles,
  optionStyles,
  methodStyles,
  fieldStyles,
  errorStyles,
  buttonStyles,
  forcedColorStyles,
];
