namespace Mnist.PropertyTests;

/// <summary>A value as its case and fields: errors print themselves as sentences, and a test of a reader asks for the case.</summary>
internal static class Structure
{
    /// <summary>As a record prints itself: "WrongSize { Width = 0, Height = 5 }".</summary>
    public static string Of(object value)
    {
        var fields = value.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => $"{property.Name} = {property.GetValue(value)}");
        return $"{value.GetType().Name} {{ {string.Concat(fields.Select((field, i) => i == 0 ? field : $", {field}"))} }}"
            .Replace("{  }", "{ }", StringComparison.Ordinal);
    }
}
