/** Draws the card of each door: one function per door, in `cards/`. */
import type { TemplateResult } from 'lit';
import type { Door } from '../../../client/doors/choose-doors.js';
import type { Shown } from '../../../client/state.js';
import { renderAuthorize } from './cards/authorize.js';
import type { CardContext } from './cards/context.js';
import { renderElsewhere } from './cards/elsewhere.js';
import { renderLongPress } from './cards/long-press.js';
import { renderMessage } from './cards/message.js';
import { renderSave } from './cards/save.js';

type DoorContext = Omit<CardContext, 'shown'> & { readonly shown: Shown | undefined };

/** @param picture the accessible name of the QR code */
export function renderDoor(
  door: Exclude<Door, 'scan'>,
  context: DoorContext,
  picture: string | undefined,
): TemplateResult | undefined {
  if (door === 'elsewhere') return renderElsewhere(context);
  const { shown } = context;
  switch (shown?.method) {
    case 'message':
      return renderMessage({ ...context, shown });
    case 'oauth':
      return renderAuthorize({ ...context, shown });
    case 'scan':
      return door === 'save'
        ? renderSave({ ...context, shown }, picture)
        : renderLongPress({ ...context, shown }, picture);
    case undefined:
      return undefined;
    default:
      return shown satisfies never;
  }
}
