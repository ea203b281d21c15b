"use strict";
// The rich text editor would put its base rules into the page as an inline style, which the content
// security policy refuses. It does not when it finds an element of this name; the rules are in desk.css.
const standIn = document.createElementNS("urn:stand-in", "style");
standIn.setAttribute("data-tiptap-style", "");
document.head.append(standIn);
