using Mnist.Domain.Deployment;

namespace Mnist.Engine.Export.Firmware;

/// <summary>One C function for each operation: a pixel of its output from a pixel, or from a window of rows, of its input.</summary>
/// <remarks>A row outside the image is a null pointer.</remarks>
internal sealed class OperationCode(CText text, Arithmetic arithmetic)
{
    private readonly DeployedNetwork network = arithmetic.Network;

    /// <summary>The layer's path as a part of a name.</summary>
    public static string Name(Node node) => node.Layer.Path.Replace('.', '_');

    /// <summary>Whether an operation reads no more than the pixel that it makes.</summary>
    public static bool ReadsPixel(Node node) => node.Operation is Operation.Relu or Operation.Sum
        || node.Operation is Operation.Convolution { Window: { Kernel: (1, 1), Stride: (1, 1), Padding: (0, 0) } };

    /// <summary>The function of a node.</summary>
    public void Write(int node)
    {
        var at = network.Graph.Nodes[node];
        var input = at.Inputs.Count > 1 ? $"const {arithmetic.Value} *in, const {arithmetic.Value} *other"
            : ReadsPixel(at) ? $"const {arithmetic.Value} *in"
            : $"const {arithmetic.Value} *const in[{at.Reads.Kernel.Height}], int x";
        text.Block($"static void layer_{Name(at)}({input}, {arithmetic.Made(node)} *out)", () => _ = at.Operation.Match<CText>(new(
            Convolution: c => Convolve(node, at, c),
            Pooling: p => Pool(node, at, p),
            Sum: _ => text.Loop("c", at.Output.Channels, () => text.Line($"out[c] = {arithmetic.Add(node, "in[c]", "other[c]")};")),
            Relu: _ => arithmetic.Zero(at.Inputs[0]) is var zero ? text.Loop(
                "c", at.Output.Channels, () => text.Line($"out[c] = in[c] > {zero} ? in[c] : {zero};")) : text,
            Flatten: _ => Flatten(at))));
        text.Line();
    }

    private CText Convolve(int node, Node at, Operation.Convolution c)
    {
        var (inputs, outputs) = (at.Input.Channels / c.Groups, at.Output.Channels / c.Groups);
        var group = c.Groups == 1 ? "" : outputs == 1 ? inputs == 1 ? " + o" : $" + o * {inputs}" : $" + o / {outputs} * {inputs}";
        text.Line($"ROM {arithmetic.Value} *w = weights_{Name(at)};");
        return text.Loop("o", at.Output.Channels, () =>
        {
            text.Line($"{arithmetic.Sum} sum = {arithmetic.Begin(Name(at))};");
            if (ReadsPixel(at))
                Products($"in[i{group}]", inputs, $"in[0{group}]");
            else
                Window(at, c, inputs, group);
            text.Line($"out[o] = {arithmetic.Finish(node, Name(at))};");
        });
    }

    private void Window(Node at, Operation.Convolution c, int inputs, string group)
    {
        var (kernel, stride, padding, dilation) = (c.Window.Kernel, c.Window.Stride, c.Window.Padding, c.Window.Dilation);
        var channels = at.Input.Channels;
        text.Loop("k", kernel.Height, () =>
        {
            if (c.Groups == 1 && dilation.Width == 1 && padding is (0, 0))
            {
                // The channels of a window's row lie side by side.
                text.Line($"const {arithmetic.Value} *p = in[k] + {Times("x", stride.Width * channels)};");
                Products("p[i]", kernel.Width * channels, "p[0]");
                return;
            }

            text.Loop("j", kernel.Width, () =>
            {
                var column = $"{Times("x", stride.Width)}{(padding.Width > 0 ? $" - {padding.Width}" : "")} + {Times("j", dilation.Width)}";
                if (padding is (0, 0))
                {
                    text.Line($"const {arithmetic.Value} *p = in[k] + ({column}) * {channels}{group};");
                    Products("p[i]", inputs, "p[0]");
                    return;
                }

                text.Line($"const int column = {column};");
                text.Block($"if (in[k] && column >= 0 && column < {at.Input.Width})", () =>
                {
                    text.Line($"const {arithmetic.Value} *p = in[k] + column * {channels}{group};");
                    Products("p[i]", inputs, "p[0]");
                });
                text.Block("else", () => Products(arithmetic.Zero(at.Inputs[0]), inputs, arithmetic.Zero(at.Inputs[0])));
            });
        });
    }

    /// <summary>Adds products of the next weights; a single one without a loop.</summary>
    private void Products(string each, int count, string single)
    {
        if (count == 1)
            text.Line($"sum += *w++ * {single};");
        else
            text.Loop("i", count, () => text.Line($"sum += *w++ * {each};"));
    }

    private CText Pool(int node, Node at, Operation.Pooling p)
    {
        var (channels, column) = (at.Input.Channels, $"({Times("x", p.Window.Stride.Width)} + j) * {at.Input.Channels} + c");
        return text.Loop("c", channels, () =>
        {
            text.Line(p.IsMean
                ? $"{arithmetic.Sum} sum = 0;"
                : $"{arithmetic.Value} largest = in[0][{Times("x", p.Window.Stride.Width * channels)} + c];");
            text.Loop("k", p.Window.Kernel.Height, () => text.Loop("j", p.Window.Kernel.Width, () =>
            {
                if (p.IsMean)
                    text.Line($"sum += in[k][{column}];");
                else
                    text.Line($"largest = in[k][{column}] > largest ? in[k][{column}] : largest;");
            }));
            text.Line($"out[c] = {(p.IsMean ? arithmetic.Mean(node, "sum") : "largest")};");
        });
    }

    private CText Flatten(Node at) => text.Line("(void)x;").Loop("c", at.Input.Channels, () => text.Loop("y", at.Input.Height, () =>
        text.Loop("j", at.Input.Width, () => text.Line($"*out++ = in[y][j * {at.Input.Channels} + c];"))));

    /// <summary>A product as C.</summary>
    public static string Times(string name, int factor) => factor == 1 ? name : $"{name} * {factor}";
}
