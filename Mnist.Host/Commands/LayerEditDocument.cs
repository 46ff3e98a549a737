namespace Mnist.Host.Commands;

/// <summary>One field of one layer with another value.</summary>
internal sealed record LayerEditDocument(string Layer, string Type, string Field, string From, string To)
{
    public static LayerEditDocument Of(LayerEdit edit) =>
        new(edit.Layer.Path, edit.Layer.Layer.TypeName(), edit.Field, $"{edit.From}", $"{edit.To}");
}
