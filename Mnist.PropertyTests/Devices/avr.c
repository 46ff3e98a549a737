/* Asks the program around the simulator for rows, and tells it when an image is read: GPIOR0 is 1, then 2. */
#include <avr/io.h>
#include "digit.h"

volatile uint8_t row[DIGIT_COLUMNS];
digit_logit logits[DIGIT_LOGITS];

int main(void)
{
    for (;;) {
        digit_begin();
        for (uint8_t y = 0; y < DIGIT_ROWS; y++) {
            GPIOR0 = 1;
            while (GPIOR0)
                continue;
            digit_row((const uint8_t *)row);
        }
        digit_end(logits);
        GPIOR0 = 2;
        while (GPIOR0)
            continue;
    }
}
