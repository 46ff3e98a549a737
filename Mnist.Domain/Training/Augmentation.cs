namespace Mnist.Domain.Training;

/// <summary>A random change of training images, new for every image and epoch, as torchvision's transform of the same name.</summary>
/// <remarks>Applied in the plan's order to grey levels 0 to 255, before normalisation.</remarks>
public abstract record Augmentation
{
    private Augmentation() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="Augmentation"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Rotation">For a rotation.</param>
    /// <param name="Affine">For an affine map.</param>
    /// <param name="ColorJitter">For brightness and contrast.</param>
    /// <param name="RandomCrop">For a shift by a crop.</param>
    /// <param name="RandomErasing">For an erased rectangle.</param>
    public sealed record Cases<T>(
        Func<Rotation, T> Rotation,
        Func<Affine, T> Affine,
        Func<ColorJitter, T> ColorJitter,
        Func<RandomCrop, T> RandomCrop,
        Func<RandomErasing, T> RandomErasing);

    /// <summary>A rotation about the centre by an angle uniform in ±degrees.</summary>
    /// <param name="Degrees">Largest angle, in [0, 180].</param>
    public sealed record Rotation(double Degrees) : Augmentation
    {
        /// <summary>How values between pixels are interpolated; default nearest, as in torchvision.</summary>
        public Interpolation Interpolation { get; init; }

        /// <summary>Grey level of what comes in from outside, in [0, 255]; default 0.</summary>
        public double Fill { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.Rotation(this);
    }

    /// <summary>Rotation, shift, scale and shear about the centre, all uniform and independent.</summary>
    public sealed record Affine : Augmentation
    {
        /// <summary>Largest angle, in [0, 180]; default 0.</summary>
        public double Degrees { get; init; }

        /// <summary>Largest shift along each axis as a fraction of the image's side, in [0, 1]; default 0.</summary>
        public double Translate { get; init; }

        /// <summary>Smallest scale, above 0; default 1.</summary>
        public double ScaleMin { get; init; } = 1;

        /// <summary>Largest scale, at least the smallest; default 1.</summary>
        public double ScaleMax { get; init; } = 1;

        /// <summary>Largest angle of the shear along x, in degrees, in [0, 89]; default 0.</summary>
        public double Shear { get; init; }

        /// <summary>How values between pixels are interpolated; default nearest, as in torchvision.</summary>
        public Interpolation Interpolation { get; init; }

        /// <summary>Grey level of what comes in from outside, in [0, 255]; default 0.</summary>
        public double Fill { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.Affine(this);
    }

    /// <summary>Brightness and contrast times factors uniform in [max(0, 1 - x), 1 + x]; a grey image has no hue and saturation.</summary>
    public sealed record ColorJitter : Augmentation
    {
        /// <summary>x for the brightness, at least 0; default 0.</summary>
        public double Brightness { get; init; }

        /// <summary>x for the contrast, at least 0; default 0.</summary>
        public double Contrast { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.ColorJitter(this);
    }

    /// <summary>The image is surrounded with black and a piece of its own size is cut out anywhere.</summary>
    /// <param name="Padding">Pixels at each side, at least 0 and below the image's side.</param>
    public sealed record RandomCrop(int Padding) : Augmentation { internal override T Pick<T>(Cases<T> on) => on.RandomCrop(this); }

    /// <summary>With some probability a rectangle is painted over (Zhong et al. 2017).</summary>
    public sealed record RandomErasing : Augmentation
    {
        /// <summary>How often, in [0, 1]; default 0.5.</summary>
        public double Probability { get; init; } = 0.5;

        /// <summary>Smallest area as a fraction of the image, in (0, 1]; default 0.02.</summary>
        public double AreaMin { get; init; } = 0.02;

        /// <summary>Largest area, at least the smallest, at most 1; default 0.33.</summary>
        public double AreaMax { get; init; } = 0.33;

        /// <summary>Smallest ratio of height to width, above 0; default 0.3.</summary>
        public double AspectMin { get; init; } = 0.3;

        /// <summary>Largest ratio, at least the smallest; default 3.3.</summary>
        public double AspectMax { get; init; } = 3.3;

        /// <summary>Grey level painted, in [0, 255]; default 0.</summary>
        public double Fill { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.RandomErasing(this);
    }
}

/// <summary>How a warp reads between pixels.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>The mean of the four pixels around, weighted by nearness.</summary>
    Bilinear,
}
