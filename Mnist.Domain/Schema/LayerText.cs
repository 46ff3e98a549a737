
namespace Mnist.Domain.Schema;

/// <summary>Layers in words.</summary>
public static class LayerText
{
    /// <summary>The layer's type as a plan file names it.</summary>
    public static string TypeName(this Layer layer) => LayerFields.Types.TypeOf(layer).Name;

    /// <summary>Place and type: "layers.5 conv2d".</summary>
    public static string Place(this PlacedLayer at) => $"layers.{at.Path} {at.Layer.TypeName()}";

    /// <summary>The settings that matter, defaults left out: "16 of 3x3, padding 1, 2 groups".</summary>
    public static string Settings(this Layer layer)
    {
        var (required, optional) = ("", "");
        foreach (var field in LayerFields.Types.TypeOf(layer).Stated(layer))
        {
            if (field.IsRequired)
                required = Join(required, " of ", field.Setting());
            else
                optional = Join(optional, ", ", field.Setting());
        }

        return Join(required, ", ", optional);
    }

    /// <summary>Height and width even where they are the same: 3x3.</summary>
    public static string Square(Extent extent) => $"{extent.Height}x{extent.Width}";

    private static string Join(string left, string separator, string right) =>
        left.Length == 0 || right.Length == 0 ? $"{left}{right}" : $"{left}{separator}{right}";
}
