using Mnist.Domain.Deployment;

namespace Mnist.Engine.Export.Firmware;

/// <summary>One C function for each stage: it computes a row of pixels and returns 1, or 0 where nothing can be done.</summary>
internal sealed class StageCode(CText text, Arithmetic arithmetic)
{
    private readonly DeployedNetwork network = arithmetic.Network;

    /// <summary>The first byte of a row as C.</summary>
    public string Row(int value, string y)
    {
        var rows = network.RowsOf(value);
        var stride = network.Graph.Shape(value).Width * network.Graph.Shape(value).Channels;
        var place = arithmetic.Place(rows.Offset, value == 0 ? arithmetic.Value : arithmetic.Made(value - 1));
        return rows.Count == 1 ? place
            : rows.Count == network.Graph.Shape(value).Height ? $"{place} + {y} * {stride}"
            : $"{place} + {y} % {rows.Count} * {stride}";
    }

    /// <summary>The function of a stage.</summary>
    public void Write(int index)
    {
        var stage = network.Stages[index];
        var fold = stage.Fold?.Window;
        text.Comment($"{string.Join(", ", stage.Nodes.Select(node => $"layer {node.Layer.Path}"))}: {stage.Input} to {stage.Result}.");
        text.Block($"static int stage_{index}(void)", () =>
        {
            text.Line($"const int step = done[{index + 1}];");
            text.Line(fold is null ? "const int row = step;"
                : fold.Kernel.Height == fold.Stride.Height ? "const int row = step;"
                : $"const int row = step / {fold.Kernel.Height} * {fold.Stride.Height} + step % {fold.Kernel.Height};");
            text.Block($"if (step == {stage.Steps} || {string.Join(" || ", stage.Inputs.Distinct().Select(v => Missing(stage, v)))})", () =>
                text.Line("return 0;"));
            Pixels(index, stage);
            text.Line($"done[{index + 1}]++;").Line("return 1;");
        });
        text.Line();
    }

    /// <summary>Whether rows that a step needs are not there yet.</summary>
    private string Missing(Stage stage, int value)
    {
        var window = stage.Reads;
        var behind = window.Extent.Height - window.Padding.Height;
        var needed = $"{OperationCode.Times("row", window.Stride.Height)} {(behind < 0 ? '-' : '+')} {Math.Abs(behind)}";
        return window.Padding.Height > 0
            ? $"{Made(value)} < ({needed} < {stage.Input.Height} ? {needed} : {stage.Input.Height})"
            : $"{Made(value)} < {needed}";
    }

    /// <summary>Rows of a value that there are.</summary>
    private string Made(int value)
    {
        var stage = network.RowsOf(value).Stage;
        var turns = stage == Step.Image ? 1 : network.Stages[stage].Fold?.Window.Kernel.Height ?? 1;
        return turns == 1 ? $"done[{stage + 1}]" : $"done[{stage + 1}] / {turns}";
    }

    private void Pixels(int index, Stage stage)
    {
        var (head, channels) = (stage.Nodes[0], stage.Input.Channels);
        var readsPixel = stage.Pixelwise.Count == 0 || OperationCode.ReadsPixel(head);
        if (readsPixel)
        {
            foreach (var (i, input) in stage.Inputs.Index())
                text.Line($"const {arithmetic.Value} *{(i == 0 ? "in" : "other")} = {Row(input, "row")};");
        }
        else
        {
            WindowRows(stage);
        }

        var fold = stage.Fold?.Window;
        var (kernel, stride) = (fold?.Kernel.Width ?? 1, fold?.Stride.Width ?? 1);
        var made = fold is null || fold.Kernel.Height == 1 ? "step" : $"(step / {fold.Kernel.Height})";
        text.Line($"{arithmetic.Made(stage.Output - 1)} *out = {Row(stage.Output, made)};");
        text.Loop("i", stage.Result.Width * kernel, () =>
        {
            text.Line(kernel == stride ? "const int x = i;" : $"const int x = i / {kernel} * {stride} + i % {kernel};");
            var arguments = !readsPixel ? "in, x"
                : string.Join(", ", stage.Inputs.Select((_, i) => $"{(i == 0 ? "in" : "other")} + x * {channels}"));
            var place = fold is null ? $"out + i * {stage.Result.Channels}" : null;
            foreach (var (i, node) in stage.Pixelwise.Index())
            {
                var isLast = i == stage.Pixelwise.Count - 1;
                var to = isLast && place is not null
                    ? place
                    : Pixel(index, i % 2 == 0 ? BufferUse.EvenPixel : BufferUse.OddPixel);
                text.Line($"layer_{OperationCode.Name(node)}({arguments}, {to});");
                arguments = to;
            }

            if (stage.Fold is { } pooling)
                Fold(index, stage, pooling, arguments);
        });
        if (stage.Fold is { IsMean: true, Window.Kernel.Height: var turns })
        {
            var sums = Sums(index, stage);
            text.Block($"if (step % {turns} == {turns - 1})", () => text.Loop(
                "c",
                stage.Result.Width * stage.Result.Channels,
                () => text.Line($"out[c] = {arithmetic.Mean(stage.Output - 1, $"{sums}[c]")};")));
        }
    }

    private string Pixel(int index, BufferUse use) => arithmetic.Place(network.Inside(index, use)!.Offset, arithmetic.Value);

    private string Sums(int index, Stage stage) =>
        arithmetic.Place(network.Inside(index, BufferUse.Sums)!.Offset, arithmetic.PooledSum(stage));

    private void WindowRows(Stage stage)
    {
        var window = stage.Reads;
        text.Line($"const {arithmetic.Value} *in[{window.Kernel.Height}];");
        text.Loop("k", window.Kernel.Height, () =>
        {
            var y = $"{OperationCode.Times("row", window.Stride.Height)} + {OperationCode.Times("k", window.Dilation.Height)}";
            if (window.Padding.Height == 0)
            {
                text.Line($"in[k] = {Row(stage.Inputs[0], $"({y})")};");
                return;
            }

            text.Line($"const int y = {y} - {window.Padding.Height};");
            text.Line($"in[k] = y < 0 || y >= {stage.Input.Height} ? 0 : {Row(stage.Inputs[0], "y")};");
        });
    }

    /// <summary>Takes a pixel into the output; the first of a window sets it.</summary>
    private void Fold(int index, Stage stage, Operation.Pooling pooling, string pixel)
    {
        var (kernel, channels) = (pooling.Window.Kernel, stage.Result.Channels);
        var isFirst = $"step % {kernel.Height} == 0 && i % {kernel.Width} == 0";
        var target = pooling.IsMean ? Sums(index, stage) : "out";
        text.Line($"const {arithmetic.Value} *pixel = {pixel};");
        text.Line($"{(pooling.IsMean ? arithmetic.PooledSum(stage) : arithmetic.Value)} *to = {target} + i / {kernel.Width} * {channels};");
        text.Line($"const int is_first = {isFirst};");
        text.Loop("c", channels, () => text.Line(pooling.IsMean
            ? $"to[c] = ({arithmetic.PooledSum(stage)})(is_first ? pixel[c] : to[c] + pixel[c]);"
            : "to[c] = is_first || pixel[c] > to[c] ? pixel[c] : to[c];"));
    }
}
