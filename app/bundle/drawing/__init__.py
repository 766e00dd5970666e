"""BPMN diagrams as vector pictures, drawn from their diagram interchange (BPMN 2.0.2, chapter 12). Pure."""

from app.bundle.drawing.geometry import Box
from app.bundle.drawing.picture import SMALLEST, Picture, draw

__all__ = ["SMALLEST", "Box", "Picture", "draw"]
