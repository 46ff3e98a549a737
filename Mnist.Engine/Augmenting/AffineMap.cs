using Mnist.Engine.Data;

namespace Mnist.Engine.Augmenting;

/// <summary>Where an affine change of an image reads each pixel: in pixels from the image's centre, x to the right and y down.</summary>
/// <remarks>Source x = XX x + XY y + X0, source y = YX x + YY y + Y0: the inverse of the map that moves the content.</remarks>
internal readonly record struct AffineMap(float XX, float XY, float X0, float YX, float YY, float Y0)
{
    // An image smaller than this is far below one pixel; the limit keeps every coefficient finite.
    private const double SmallestScale = 1e-3;

    /// <summary>The content turns about the centre.</summary>
    /// <param name="degrees">Counter-clockwise.</param>
    public static AffineMap Rotation(double degrees) => Of(degrees, 0, 0, 1, 0);

    /// <summary>The content is sheared, turned and scaled about the centre, and then shifted.</summary>
    /// <remarks>The inverse of torchvision's T C R S Z C^-1 (<c>_get_inverse_affine_matrix</c>), with a shear along x only.</remarks>
    /// <param name="degrees">Of the turn, counter-clockwise.</param>
    /// <param name="right">Pixels to the right.</param>
    /// <param name="down">Pixels down.</param>
    /// <param name="scale">Factor of size, above 0.</param>
    /// <param name="shear">Angle by which upright lines lean, in degrees, in (-90, 90): to the right where positive.</param>
    public static AffineMap Of(double degrees, double right, double down, double scale, double shear)
    {
        var (sin, cos) = Trigonometry.SinCos(degrees);
        var lean = Trigonometry.Tan(shear);
        var zoom = 1 / Math.Max(scale, SmallestScale);
        var (xx, xy) = (zoom * (cos + (lean * sin)), zoom * ((lean * cos) - sin));
        var (yx, yy) = (zoom * sin, zoom * cos);
        return new AffineMap(
            (float)xx, (float)xy, (float)-((xx * right) + (xy * down)), (float)yx, (float)yy, (float)-((yx * right) + (yy * down)));
    }
}
