// Whether a part of the page can be seen. Words that are there for screen readers alone have next to no size.
(part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && part.getBoundingClientRect().width > 2
