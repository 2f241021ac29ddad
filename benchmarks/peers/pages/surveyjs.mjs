// The edition in SurveyJS Form Library drawn by React; one page a topic.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Model } from 'survey-core';
import { Survey } from 'survey-react-ui';
import 'survey-core/survey-core.min.css';

const model = new Model(await (await fetch('/form.surveyjs.json')).json());
createRoot(document.getElementById('place')).render(createElement(Survey, { model }));
