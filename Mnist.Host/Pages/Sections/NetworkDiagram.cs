namespace Mnist.Host.Pages.Sections;

/// <summary>The network as a row of its maps: each as large as it is, with what makes the next one of it.</summary>
internal static class NetworkDiagram
{
    /// <summary>Nobody counts more boxes.</summary>
    private const int MostSteps = 60;

    private const int MostPixels = 32;
    private const double PixelsOfSide = 1.6, LeastSide = 3;

    public static Html Of(Summary network)
    {
        var steps = network.Layers.Where(layer => layer.Output != layer.Input || layer.Macs > 0).ToList();
        return steps.Count > MostSteps ? Html.Empty : Html.Of($"""
            <ol class="net" aria-label="The network as a diagram">{Box("image", "", network.Input)}{steps.Select(step => Box(step.Layer.Layer.TypeName(), step.Layer.Layer.Settings(), step.Output))}</ol>
            """);
    }

    private static Html Box(string type, string settings, Shape shape)
    {
        var (width, height) = (Side(shape.Width), Side(shape.Height));
        return Html.Of($"""
            <li><i style="width:{width}px;height:{height}px;margin-top:{Side(MostPixels) - height}px"></i><b>{type}</b><span>{settings}</span><span>{$"{shape}"}</span></li>
            """);
    }

    private static double Side(int pixels) => LeastSide + (PixelsOfSide * Math.Min(pixels, MostPixels));
}
