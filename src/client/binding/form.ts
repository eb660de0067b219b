/** The form of the prompts: what a page calls when the person presses something. */
import type { FieldValues } from '../../protocol/messages.js';
import type { BindingForm } from '../state.js';
import type { Prompts } from './prompts.js';
import type { PromptRequests } from './requests.js';

export function createForm(
  prompts: Prompts,
  requests: PromptRequests,
  needsChatDigits: boolean,
): BindingForm {
  const { creation, links } = prompts.options;
  const stepIs = (step: string): boolean => prompts.get().step === step;
  const withDigits = (chatDigits: string | undefined): { chatCode?: string } =>
    needsChatDigits && chatDigits !== undefined ? { chatCode: chatDigits } : {};

  return {
    create(fields, chatDigits) {
      if (!prompts.accepts() || !creation) return;
      const hasForm = Boolean(creation.fields?.length);
      if (fields || !hasForm) {
        const given = hasForm ? withDigits(chatDigits) : {};
        void requests.bind({ action: 'create', ...withFields(fields), ...given });
      } else if (!stepIs('create')) prompts.goTo('create');
    },

    link(method = links[0]?.method) {
      if (!prompts.accepts() || !links.some((option) => option.method === method)) return;
      if (stepIs('link') && prompts.method === method) return;
      prompts.method = method;
      prompts.goTo('link');
    },

    submit(fields, chatDigits) {
      const { method } = prompts;
      if (!prompts.accepts('link') || method === undefined) return;
      void requests.bind({
        action: 'link',
        method,
        ...withFields(fields),
        ...withDigits(chatDigits),
      });
    },

    sendVerificationCode(fields) {
      if (prompts.accepts('link')) void requests.sendVerificationCode(fields);
    },

    select(choice) {
      if (prompts.accepts('select')) void requests.bind({ action: 'select', choice });
    },

    back() {
      if (!prompts.accepts()) return;
      if (stepIs('select')) prompts.goTo('link');
      else if (creation && !stepIs('choose')) prompts.goTo('choose');
    },
  };
}

function withFields(fields: FieldValues | undefined): { fields?: FieldValues } {
  return fields ? { fields } : {};
}
