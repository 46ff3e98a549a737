using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mnist.Engine.Torch;

/// <summary>body(x) + projection(x); the names of the fields are those of <c>state_dict</c>.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Sequential body;
    private readonly Sequential projection;

    /// <summary>A block of two chains.</summary>
    /// <param name="body">The residual branch.</param>
    /// <param name="projection">The shortcut; an empty chain is the identity.</param>
    public ResidualBlock(Sequential body, Sequential projection)
        : base(nameof(ResidualBlock))
    {
        (this.body, this.projection) = (body, projection);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => body.call(input) + projection.call(input);
}

/// <summary>A fully connected layer from (N, I, 1, 1) to (N, O, 1, 1), so that all layers speak of maps.</summary>
internal sealed class FullyConnected : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <summary>A layer without values.</summary>
    /// <param name="inputs">I, at least 1.</param>
    /// <param name="outputs">O, at least 1.</param>
    /// <param name="hasBias">Whether a constant is added to each output.</param>
    public FullyConnected(int inputs, int outputs, bool hasBias)
        : base(nameof(FullyConnected))
    {
        weight = Parameter(empty(outputs, inputs));
        bias = hasBias ? Parameter(empty(outputs)) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => functional.linear(input.flatten(1), weight, bias).unsqueeze(-1).unsqueeze(-1);
}

/// <summary>Batch normalisation without torch's counter of batches, which nothing here reads.</summary>
/// <remarks>
/// TorchSharp's own module adds a temporary Scalar to that counter at every step. Nothing keeps the Scalar alive during the native call:
/// now and then it was collected there, and the step failed.
/// </remarks>
internal sealed class Normalization : Module<Tensor, Tensor>
{
    private readonly double epsilon;
    private readonly double momentum;
    private readonly Parameter weight;
    private readonly Parameter bias;
    [ComponentName(Name = "running_mean")]
    private readonly Tensor runningMean;
    [ComponentName(Name = "running_var")]
    private readonly Tensor runningVariance;

    /// <summary>A layer without values.</summary>
    /// <param name="channels">C, at least 1.</param>
    /// <param name="layer">Epsilon and momentum.</param>
    public Normalization(int channels, Layer.BatchNorm2d layer)
        : base(nameof(Normalization))
    {
        (epsilon, momentum) = (layer.Epsilon, layer.Momentum);
        (weight, bias) = (Parameter(empty(channels)), Parameter(empty(channels)));
        (runningMean, runningVariance) = (empty(channels), empty(channels));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        functional.batch_norm(input, runningMean, runningVariance, weight, bias, training, momentum, epsilon);
}

/// <summary>(N, C, H, W) to (N, C x H x W, 1, 1).</summary>
internal sealed class Flattening() : Module<Tensor, Tensor>(nameof(Flattening))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.flatten(1).unsqueeze(-1).unsqueeze(-1);
}

/// <summary>Dropout with masks of the run's own random streams.</summary>
/// <param name="masks">Where the masks come from.</param>
/// <param name="layer">Row of the layer in <see cref="Summary.Layers"/>.</param>
/// <param name="rate">Probability of a zero.</param>
/// <param name="elements">Values of one image.</param>
internal sealed class SeededDropout(DropoutMasks masks, int layer, double rate, int elements)
    : Module<Tensor, Tensor>(nameof(SeededDropout))
{
    private readonly SharedBuffer<float> buffer = new(checked(masks.Capacity * elements));

    /// <inheritdoc/>
    /// <remarks>The caller disposes of what it gets, so that even an unchanged input is a new handle.</remarks>
    public override Tensor forward(Tensor input)
    {
        if (!training)
            return input.alias();

        masks.Draw(layer, rate, elements, (int)input.shape[0], buffer.Values);
        return input * buffer.Take(input.device, input.shape);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            buffer.Dispose();
        base.Dispose(disposing);
    }
}
