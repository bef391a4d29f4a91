"""A java.math.BigDecimal. Loaded only inside a question: there is none on a simulated gateway without Java."""

from java.math import BigDecimal

VALUE = BigDecimal("1.50")
