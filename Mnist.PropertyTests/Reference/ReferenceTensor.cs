using Mnist.Domain.Networks;

namespace Mnist.PropertyTests;

/// <summary>Activations of a batch in double precision: (N, C, H, W), row-major.</summary>
public sealed record ReferenceTensor(int Images, Shape Shape, double[] Values)
{
    public double this[int n, int c, int y, int x] =>
        Values[(((((n * Shape.Channels) + c) * Shape.Height) + y) * Shape.Width) + x];

    /// <summary>A tensor by its value at each (image, channel, row, column).</summary>
    public static ReferenceTensor Of(int images, Shape shape, Func<int, int, int, int, double> value)
    {
        var (c, h, w) = (shape.Channels, shape.Height, shape.Width);
        var values = new double[images * c * h * w];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(i / (c * h * w), i / (h * w) % c, i / w % h, i % w);
        return new(images, shape, values);
    }

    public ReferenceTensor Map(Func<double, int, double> f) => this with { Values = [.. Values.Select(f)] };
}
