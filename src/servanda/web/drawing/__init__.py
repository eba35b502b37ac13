"""Charts as SVG within the page: shapes and classes alone, so that the style sheet colours them in light, in dark and on paper.

Each is a picture of what stands in words or in a table beside it, and says so to those who do not see it.
"""

from servanda.web.drawing.chains import chain
from servanda.web.drawing.lanes import lanes
from servanda.web.drawing.series import legend, series

__all__ = ["chain", "lanes", "legend", "series"]
