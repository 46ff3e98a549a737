namespace Mnist.Engine.Torch;

/// <summary>What the dropout layers of a network have in common: whose run it is and which step.</summary>
/// <param name="seed">The run's seed.</param>
/// <param name="capacity">Most images of a batch.</param>
/// <param name="threads">Images whose masks are drawn at once.</param>
internal sealed class DropoutMasks(long seed, int capacity, int threads)
{
    private readonly ParallelOptions options = new() { MaxDegreeOfParallelism = threads };

    /// <summary>Steps taken so far in the run.</summary>
    public long Step { get; set; }

    /// <summary>Most images of a batch.</summary>
    public int Capacity => capacity;

    /// <summary>
    /// Draws the masks of a layer. Value e of image i is kept when number i x elements + e of the step's and layer's stream is at least the
    /// rate, which makes them those of every backend.
    /// </summary>
    /// <param name="layer">Row of the layer in <see cref="Summary.Layers"/>.</param>
    /// <param name="rate">Probability of a zero.</param>
    /// <param name="elements">Values of one image.</param>
    /// <param name="images">At most <see cref="Capacity"/>.</param>
    /// <param name="masks">(images, elements): 0, or 1 / (1 - rate); overwritten.</param>
    public void Draw(int layer, double rate, int elements, int images, float[] masks)
    {
        var stream = RandomStream.Of(seed, RandomPurpose.Dropout, Step, layer);
        var gain = (float)(1 / (1 - rate));
        Parallel.For(0, images, options, image =>
        {
            for (var i = image * elements; i < (image + 1) * elements; i++)
                masks[i] = stream.Unit(i) >= rate ? gain : 0;
        });
    }
}
